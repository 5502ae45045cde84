/**
 * What an `npm audit --json` said: `{ findings }`, each `{ id, library, severity, title, url }`, or `{ unavailable }`
 * with the reason why there is no answer (many mirrors of the registry have no advisories).
 */
export function readAudit(output) {
	let answer;
	try {
		answer = JSON.parse(output);
	} catch {
		return { unavailable: output.trim().split('\n')[0] || 'npm said nothing' };
	}
	if (answer.auditReportVersion !== 2) {
		const { message, error } = answer;
		return { unavailable: message || error?.summary || error?.detail || 'npm gave no reason' };
	}
	const found = Object.values(answer.vulnerabilities)
		.flatMap(({ via }) => via)
		// A name alone points at the library that has the advisory.
		.filter((via) => typeof via === 'object')
		.map(({ name, severity, title, url }) => ({
			id: url.split('/').at(-1),
			library: name,
			severity,
			title,
			url,
		}));
	return { findings: [...new Map(found.map((finding) => [finding.id, finding])).values()] };
}

/**
 * Holds findings against the list of exceptions, each `{ id, library, reason, expires }` (a day, `2026-12-31`).
 *
 * @returns `open` findings, `excepted` ones with their exception, and the `expired` and `unused` exceptions
 * @throws Error when an exception lacks its reason or its last day
 */
export function weigh(findings, exceptions, today) {
	for (const exception of exceptions) {
		const { id, library, reason, expires } = exception;
		const isWhole = [id, library, reason].every((text) => typeof text === 'string' && text !== '');
		if (!isWhole || !/^\d{4}-\d\d-\d\d$/.test(expires)) {
			throw new Error(
				`An exception needs id, library, reason and expires (a day): ${JSON.stringify(exception)}`,
			);
		}
	}
	const matches = (finding) => (exception) =>
		exception.id === finding.id && exception.library === finding.library;
	const valid = exceptions.filter(({ expires }) => expires >= today);
	return {
		open: findings.filter((finding) => !valid.some(matches(finding))),
		excepted: findings.flatMap((finding) => {
			const exception = valid.find(matches(finding));
			return exception === undefined ? [] : [{ ...finding, exception }];
		}),
		expired: exceptions.filter(({ expires }) => expires < today),
		unused: valid.filter((exception) => !findings.some((finding) => matches(finding)(exception))),
	};
}
