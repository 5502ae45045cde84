import { type INodeProperties } from 'n8n-workflow';
import { type HttpPort } from '../../core/http/httpPort';
import { type Report } from '../../core/report';
import { type ReportService } from '../../core/service';
import { type Parameters } from '../parameters';
import { type Run } from '../run';

/** What an operation works with: the run and the way to the service. */
export interface Session<Connection> {
	run: Run;
	connection: Connection;
}

/** Whatever else a service's connection holds, it has a door to the network. */
export interface HasHttp {
	http: HttpPort;
}

/**
 * A resource of a node: everything in which one service's reports differ from another's. The operations in
 * this folder are made from it, and so behave alike in every node.
 */
export interface ReportResource<Connection extends HasHttp, Request, Filter = void> {
	/** As in "Create …": lower case, singular, without an article. */
	noun: string;
	/** The fields that say what a new report is about, and how they are read. */
	requestFields: INodeProperties[];
	readRequest: (parameters: Parameters, nowMs: number) => Request;
	/** Tells a report whose file is known to have no rows before it is made: a PDF. */
	isDocument?: (request: Request) => boolean;
	/** Where a file goes, if no file of this resource has rows; without these the user chooses between file and rows. */
	outputFields?: INodeProperties[];
	/** The fields that name an existing report, and how they are read. */
	reportFields: INodeProperties[];
	readReport: (parameters: Parameters) => Report;
	service: (connection: Connection) => ReportService<Request, Filter>;
}
