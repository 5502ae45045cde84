/** Plays a chat model behind OpenAI's API (`POST /chat/completions`), as far as n8n's AI Agent uses it. */
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { secrets } from '../../support/secrets';

export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
}

/** What the agent asks the model. */
export interface ChatQuestion {
	messages: ChatMessage[];
	tools?: Array<{ function: { name: string; description: string; parameters: unknown } }>;
}

/** What the model says: words, or the tool that it wants to be used. */
export type ChatAnswer = { content: string } | { tool: string; arguments: object };

export class ChatModelStandIn {
	/** What has been asked, in order. */
	readonly questions: ChatQuestion[] = [];
	/** How the model answers. */
	answer: (question: ChatQuestion) => ChatAnswer = () => ({ content: 'I do not know.' });

	private readonly server = http.createServer((request, response) => {
		void this.reply(request).then(
			(body) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body)),
			(error: unknown) => response.writeHead(500).end(String(error)),
		);
	});

	static async open(): Promise<ChatModelStandIn> {
		const standIn = new ChatModelStandIn();
		await once(standIn.server.listen(0, '127.0.0.1'), 'listening');
		return standIn;
	}

	/** What a user would type into n8n's OpenAI credential. */
	get credential(): ICredentialDataDecryptedObject {
		const { port } = this.server.address() as AddressInfo;
		return { apiKey: 'sk-stand-in', url: `http://127.0.0.1:${port}/v1` };
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async reply(request: IncomingMessage): Promise<object> {
		const question = (await json(request)) as ChatQuestion;
		secrets.search('a question to a model', question);
		if (request.url !== '/v1/chat/completions') throw new Error(`Asked for ${request.url}`);
		this.questions.push(question);
		const answer = this.answer(question);
		const message =
			'content' in answer
				? { role: 'assistant', content: answer.content }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call-${this.questions.length}`,
								type: 'function',
								function: { name: answer.tool, arguments: JSON.stringify(answer.arguments) },
							},
						],
					};
		return {
			id: `answer-${this.questions.length}`,
			object: 'chat.completion',
			created: Math.floor(Date.now() / 1_000),
			model: 'stand-in',
			choices: [{ index: 0, message, finish_reason: 'content' in answer ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}
