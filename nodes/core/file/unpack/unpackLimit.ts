import { notReadable } from './unreadable';

/** What unpacking may come to; beyond it a small file would keep the machine busy for hours. */
export interface UnpackLimits {
	/** Bytes of all contents together. */
	maxBytes: number;
	/** How many times larger than the packed file the contents may be ... */
	maxRatio: number;
	/** ... once they have more bytes than this. */
	ratioFromBytes: number;
}

/** Reports shrink to a fifth, very uniform ones to a fiftieth; deflate's utmost is a thousandth. */
const UNPACK_LIMITS: UnpackLimits = {
	maxBytes: 16 * 1024 ** 3,
	maxRatio: 200,
	ratioFromBytes: 64 * 1024 ** 2,
};

/** Counts what goes into unpacking and what comes out of it. */
export class UnpackMeter {
	private packedBytes = 0;
	private unpackedBytes = 0;

	constructor(private readonly limits: UnpackLimits = UNPACK_LIMITS) {}

	/** Passes packed bytes on. */
	async *packed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		for await (const chunk of bytes) {
			this.packedBytes += chunk.length;
			yield chunk;
		}
	}

	/**
	 * Passes unpacked bytes on.
	 *
	 * @throws ServiceError when they are too many.
	 */
	async *unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const { maxBytes, maxRatio, ratioFromBytes } = this.limits;
		for await (const chunk of bytes) {
			this.unpackedBytes += chunk.length;
			const isSuspicious =
				this.unpackedBytes > ratioFromBytes && this.unpackedBytes > maxRatio * this.packedBytes;
			if (isSuspicious || this.unpackedBytes > maxBytes) {
				throw notReadable(
					'The file unpacks to far more than a report can hold',
					"Reading was stopped. Set 'Output' to File, and look at the file before you unpack it.",
				);
			}
			yield chunk;
		}
	}
}
