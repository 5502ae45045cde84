import { type INodeProperties } from 'n8n-workflow';
import { triggerProperties } from '../../../nodes/TelecomReportTrigger/properties';

const isFor = ({ displayOptions }: INodeProperties, service: string) =>
	displayOptions?.show?.service?.includes(service) !== false;

test('the options of a service without rows do not depend on a choice that it does not show', () => {
	const collections = triggerProperties.filter(
		(property) => property.name === 'options' && isFor(property, 'evoVoice'),
	);
	expect(collections).toHaveLength(2);
	for (const { options = [] } of collections) {
		expect(options.map(({ name }) => name)).toEqual(['catchUp', 'fileName']);
		expect(JSON.stringify(options)).not.toContain('/output');
	}
});
