import { evoVoice } from './subjects/evoVoice';
import { testFaults } from './support/testFaults';

testFaults(evoVoice);
