// All faults that the end-to-end tests and the trials know.

import {DIVERGED} from './diverged.mjs';
import {OFFLINE} from './offline.mjs';
import {OFFERED} from './offered.mjs';
import {RECOVERED} from './recovered.mjs';
import {TWO_TABS} from './tabs.mjs';
import {UNHARMED} from './unharmed.mjs';

/** Faults that the page survives without a new worker. */
export const INTERRUPTIONS = [DIVERGED, ...OFFERED, ...UNHARMED, OFFLINE, TWO_TABS];

export const FAULTS = [...RECOVERED, ...INTERRUPTIONS];
