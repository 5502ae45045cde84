/** Numbers that look random and are the same for the same seed. */
export interface Random {
	/** A whole number from 0 to `below` - 1. */
	int(below: number): number;
	/** One of the values. */
	pick<T>(values: readonly [T, ...T[]]): T;
	/** So many decimal digits; the first may be a zero. */
	digits(count: number): string;
	/** So many hexadecimal digits. */
	hex(count: number): string;
}

/** A 32-bit number from a text (FNV-1a). */
export function seedOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	}
	return hash >>> 0;
}

/** Numbers from a seed and an index, so that row 400 000 can be had without the rows before it (mulberry32). */
export function random(seed: number, index = 0): Random {
	let state = (seed + Math.imul(index + 1, 0x9e3779b1)) >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const int = (below: number) => next() % below;
	const many = (count: number, base: number) => {
		let out = '';
		for (let i = 0; i < count; i += 1) out += int(base).toString(base);
		return out;
	};
	return {
		int,
		pick: (values) => values[int(values.length)] ?? values[0],
		digits: (count) => many(count, 10),
		hex: (count) => many(count, 16),
	};
}
