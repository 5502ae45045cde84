import { bandwidthAccount } from './subjects/bandwidth';
import { testFaults } from './support/testFaults';

testFaults(bandwidthAccount);
