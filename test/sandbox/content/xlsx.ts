import { XMLBuilder } from 'fast-xml-parser';

import { zip, type ZipEntry } from './zip';

const CONTENT_TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const PACKAGE_RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE_RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** MIME type of a workbook. */
export const XLSX_MIME = `${SPREADSHEET}.sheet`;

const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: true });

/** A workbook with one sheet of text cells, in the Office Open XML form (ECMA-376). */
export function xlsx(
	sheetName: string,
	rows: ReadonlyArray<readonly string[]>,
): () => AsyncIterable<Buffer> {
	return zip([
		part('[Content_Types].xml', {
			Types: {
				'@_xmlns': CONTENT_TYPES,
				Default: [
					{
						'@_Extension': 'rels',
						'@_ContentType': 'application/vnd.openxmlformats-package.relationships+xml',
					},
					{ '@_Extension': 'xml', '@_ContentType': 'application/xml' },
				],
				Override: [
					{ '@_PartName': '/xl/workbook.xml', '@_ContentType': `${SPREADSHEET}.sheet.main+xml` },
					{
						'@_PartName': '/xl/worksheets/sheet1.xml',
						'@_ContentType': `${SPREADSHEET}.worksheet+xml`,
					},
				],
			},
		}),
		part('_rels/.rels', relationship('officeDocument', 'xl/workbook.xml')),
		part('xl/workbook.xml', {
			workbook: {
				'@_xmlns': MAIN,
				'@_xmlns:r': OFFICE_RELS,
				sheets: { sheet: { '@_name': sheetName, '@_sheetId': '1', '@_r:id': 'rId1' } },
			},
		}),
		part('xl/_rels/workbook.xml.rels', relationship('worksheet', 'worksheets/sheet1.xml')),
		part('xl/worksheets/sheet1.xml', {
			worksheet: {
				'@_xmlns': MAIN,
				sheetData: {
					row: rows.map((cells) => ({
						c: cells.map((value) => ({ '@_t': 'inlineStr', is: { t: value } })),
					})),
				},
			},
		}),
	]);
}

function relationship(type: string, target: string): object {
	return {
		Relationships: {
			'@_xmlns': PACKAGE_RELS,
			Relationship: { '@_Id': 'rId1', '@_Type': `${OFFICE_RELS}/${type}`, '@_Target': target },
		},
	};
}

function part(name: string, document: object): ZipEntry {
	const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
	return {
		name,
		async *open() {
			yield Buffer.from(head + builder.build(document));
		},
	};
}
