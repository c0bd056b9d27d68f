import { createEngineClient, type WorkerLink } from '../../../src/engine/client/create-engine-client.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { EngineClient } from '../../../src/engine/engine-api.ts';
import type { EnginePorts } from '../../../src/engine/engine-ports.ts';
import { exposeEngine } from '../../../src/engine/worker/expose-engine.ts';
import { createNodePorts } from './node-ports.ts';

/** An engine behind a message channel, as a worker would serve it, and a client in front. */
export interface ConnectedEngine {
  readonly client: EngineClient;
  /** How many workers were made so far. */
  spawnCount(): number;
  /** How many of them were ended by the client. */
  terminateCount(): number;
  /** What a crash does: the other end is gone. */
  crash(detail: string): void;
  close(): void;
}

/** @param change replaces parts of what the engine is given */
export function connectEngine(
  builtInBaseUrl: string,
  change: (ports: EnginePorts) => EnginePorts = (ports) => ports,
): ConnectedEngine {
  let die: (detail: string) => void = () => {};
  let current: WorkerLink | null = null;
  let spawned = 0;
  let terminated = 0;
  const spawnWorker = (): WorkerLink => {
    const { port1, port2 } = new MessageChannel();
    spawned++;
    exposeEngine((setup) => createEngine(change(createNodePorts(setup.builtInBaseUrl))), port2);
    const whenDead = new Promise<string>((resolve) => {
      die = resolve;
    });
    const terminate = () => {
      terminated++;
      port1.close();
      port2.close();
    };
    current = { endpoint: port1, whenDead, terminate };
    return current;
  };
  return {
    client: createEngineClient({ spawnWorker, setup: { builtInBaseUrl } }),
    spawnCount: () => spawned,
    terminateCount: () => terminated,
    crash: (detail) => die(detail),
    close: () => current?.terminate(),
  };
}
