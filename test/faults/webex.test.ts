import { webex } from './subjects/webex';
import { testFaults } from './support/testFaults';

testFaults(webex);
