import { bandwidthBilling } from './subjects/bandwidth';
import { testFaults } from './support/testFaults';

testFaults(bandwidthBilling);
