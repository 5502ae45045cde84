/** A PDF of one page (PDF 1.4) that shows the lines of text; characters outside of ASCII are left out. */
export function pdf(lines: readonly string[]): Buffer {
	const shown = lines.map(
		(text) => `(${text.replace(/[^ -~]/g, '').replace(/[\\()]/g, '\\$&')}) Tj T*`,
	);
	const content = ['BT /F1 12 Tf 16 TL 72 720 Td', ...shown, 'ET'].join('\n');
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R ' +
			'/Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let out = '%PDF-1.4\n';
	const offsets: string[] = [];
	for (const [index, object] of objects.entries()) {
		offsets.push(`${String(out.length).padStart(10, '0')} 00000 n \n`);
		out += `${index + 1} 0 obj\n${object}\nendobj\n`;
	}
	const count = objects.length + 1;
	const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
	const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`;
	return Buffer.from(out + table + trailer, 'latin1');
}
