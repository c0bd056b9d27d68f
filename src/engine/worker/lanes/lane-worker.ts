import { batchPlans } from '../../batch-plans.ts';
import { putOnKernels } from '../../kernels/put-on-kernels.ts';
import { exposeLane } from './expose-lane.ts';

/** A script of a few kilobytes: the engine's own takes a second to come up while the processors are at work. */
exposeLane((network) => putOnKernels(network, batchPlans.wasm));
