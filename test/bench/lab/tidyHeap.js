'use strict';
/**
 * Required by n8n before anything else (NODE_OPTIONS): on SIGUSR2 garbage is collected from its heap,
 * so that what a run needs is seen as growth of memory, and not hidden in what the start has left behind.
 */
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

process.on('SIGUSR2', () => gc());
