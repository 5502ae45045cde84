import { create } from './create.operation';
import { createAndDownload } from './createAndDownload.operation';
import { download } from './download.operation';
import { getAll } from './getAll.operation';
import { getStatus } from './getStatus.operation';

export const billingReportOperations = [create, createAndDownload, download, getAll, getStatus];
