/** Takes pictures of a workflow and of its nodes' panels in the real editor; see USAGE. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Editor } from './support/browser';

const USAGE = `npx tsx test/e2e/screenshots.ts --workflow <id> --out <folder> [options]

Takes pictures in a running n8n, such as the one of \`npm start\`.

  --url <address>      the editor (default http://127.0.0.1:5678)
  --login <email:pw>   (default that of \`npm start\`)
  --workflow <id>      from the editor's address bar; its canvas becomes canvas.png
  --node <id>          its panel becomes node-<id>.png; may be repeated
  --open <parameter>   also opens this parameter's list in each panel: node-<id>-<parameter>.png; may be repeated
  --execute            also runs each node: node-<id>-executed.png
  --credential         also opens each node's credential: node-<id>-credential.png
  --size <w>x<h>       in CSS pixels (default 1440x900)
  --scale <n>          picture pixels for each CSS pixel (default 1)
  --out <folder>       made when missing`;

interface Wish {
	workflow: string;
	nodes: string[];
	parameters: string[];
	execute: boolean;
	credential: boolean;
	out: string;
}

function readArguments() {
	const { values } = parseArgs({
		options: {
			url: { type: 'string', default: 'http://127.0.0.1:5678' },
			login: { type: 'string', default: 'demo@example.com:Telecom-Reports-1' },
			workflow: { type: 'string' },
			node: { type: 'string', multiple: true, default: [] },
			open: { type: 'string', multiple: true, default: [] },
			execute: { type: 'boolean', default: false },
			credential: { type: 'boolean', default: false },
			size: { type: 'string', default: '1440x900' },
			scale: { type: 'string', default: '1' },
			out: { type: 'string' },
		},
	});
	if (values.workflow === undefined || values.out === undefined) throw new Error(USAGE);
	return { ...values, workflow: values.workflow, out: values.out };
}

async function takePictures(editor: Editor, wish: Wish): Promise<void> {
	const shoot = async (name: string) => {
		const file = path.join(wish.out, `${name}.png`);
		await editor.screenshot(file);
		console.log(file);
	};
	await editor.showWorkflow(wish.workflow);
	await shoot('canvas');
	for (const node of wish.nodes) {
		await editor.showNode(wish.workflow, node);
		await shoot(`node-${node}`);
		for (const parameter of wish.parameters) {
			await editor.openParameter(parameter);
			await shoot(`node-${node}-${parameter}`);
			await editor.page.keyboard.press('Escape');
			await editor.showNode(wish.workflow, node);
		}
		if (wish.execute) {
			await editor.executeNode();
			await shoot(`node-${node}-executed`);
		}
		if (wish.credential) {
			await editor.openCredential();
			await shoot(`node-${node}-credential`);
		}
	}
}

async function main(): Promise<void> {
	const { url, login, size, scale, out, node, open, ...rest } = readArguments();
	const [email = '', password = ''] = login.split(/:(.*)/s);
	const [width, height] = size.split('x').map(Number);
	mkdirSync(out, { recursive: true });
	const editor = await Editor.open({
		origin: new URL(url).origin,
		login: { email, password },
		width,
		height,
		scale: Number(scale),
	});
	try {
		await takePictures(editor, { ...rest, nodes: node, parameters: open, out });
	} finally {
		await editor.close();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
