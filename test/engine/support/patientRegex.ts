import { setSafeRegexEngine } from 'n8n-workflow';

/**
 * n8n ends each regular expression, such as the one that checks an entered ID, after 250 ms by the clock. On a machine
 * that does something else for so long, any one ends so; those in these tests are our own, and need no watch.
 */
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) =>
		input.replace(new RegExp(pattern, flags), replacement),
	matchAll: (pattern, input, flags = '') =>
		Array.from(input.matchAll(new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`))),
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});
