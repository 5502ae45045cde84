import { ringCx } from './subjects/ringCx';
import { testFaults } from './support/testFaults';

testFaults(ringCx);
