'use strict';
/**
 * Required by n8n before anything else (NODE_OPTIONS): on SIGUSR2 its heap is tidied and given back as far as it can be,
 * so that what a run needs is seen as growth of memory, and not hidden in what the start has left behind.
 */
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

process.on('SIGUSR2', () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
