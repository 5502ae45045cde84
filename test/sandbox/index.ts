/**
 * The sandbox: a local server that speaks the report protocols of four telecom services, so that tests and
 * the demo work without any account. It is a test double and no part of the package.
 */
export type { Fault, FaultRule } from './core/faults';
export type { RecordedRequest, RequestOrigin } from './core/recorder';
export type { Vendor } from './core/service';
export { startSandbox, type Sandbox, type SandboxOptions } from './start';
