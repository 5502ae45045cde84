'use strict';

// n8n itself loads the files named in package.json; this door is for tools that `require` the package.
module.exports = require('./dist/telecom-reports.js');
