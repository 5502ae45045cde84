/** Runs before every test file: once its tests are over, searches what n8n has written meanwhile. */
import { secrets } from '../../support/secrets';
import { everythingWritten } from './written';

afterAll(async () => {
	secrets.search("n8n's log or database", await everythingWritten());
	const finds = secrets.takeFinds();
	if (finds.length > 0) throw new Error(`A secret was shown:\n${finds.join('\n')}`);
}, 60_000);
