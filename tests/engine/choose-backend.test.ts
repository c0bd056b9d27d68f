import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { copyRegisteredKernels, registerBackend } from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/shared/failure.ts';
import type { BackendName, BackendReport, StartStep } from '../../src/engine/engine-api.ts';
import type { BackendPort, BackendProbe, EnginePorts } from '../../src/engine/engine-ports.ts';
import { type ConnectedEngine, connectEngine } from './support/connect-engine.ts';
import { drawPng } from './support/draw-image.ts';
import { startServer, type TestServer } from './support/serve.ts';

let server: TestServer;
let engine: ConnectedEngine | null = null;

beforeAll(async () => {
  server = await startServer();
  registerWrongBackend('webgl', 0);
  registerWrongBackend('webgpu', Number.NaN);
});

afterEach(() => {
  engine?.close();
  engine = null;
});

afterAll(() => server.close());

/** A TF.js backend that computes like `cpu` but hands out `value` for every number, as broken drivers have done. */
function registerWrongBackend(name: string, value: number): void {
  class WrongBackend extends MathBackendCPU {
    override async read(...rest: Parameters<MathBackendCPU['read']>) {
      const values = await super.read(...rest);
      return values instanceof Float32Array ? values.fill(value) : values;
    }
  }
  copyRegisteredKernels('cpu', name);
  registerBackend(name, () => new WrongBackend());
}

type Probes = Partial<Record<BackendName, BackendProbe | 'hangs'>>;

/** An engine on a device where the given backends are not what they are in Node. */
function connect(probes: Probes = {}, activated: BackendName[] = []) {
  engine = connectEngine(server.builtInBaseUrl, (ports: EnginePorts) => {
    const backends: BackendPort = {
      ...ports.backends,
      async probe(backend) {
        const probe = probes[backend] ?? (await ports.backends.probe(backend));
        return probe === 'hangs' ? new Promise(() => {}) : probe;
      },
      activate(backend, onLost) {
        activated.push(backend);
        return ports.backends.activate(backend, onLost);
      },
    };
    return { ...ports, backends };
  });
  return engine.client;
}

type Client = ConnectedEngine['client'];

function start(client: Client, backend: BackendName | 'auto', knownReports?: readonly BackendReport[]) {
  return client.start(
    { backend, baseModel: { kind: 'built-in' }, ...(knownReports && { knownReports }) },
    () => {},
  );
}

async function canEmbed(client: Client): Promise<boolean> {
  let largest = 0;
  await client.embedImages([{ id: 'a', image: drawPng('discs', 1) }], async ([result]) => {
    if (result !== undefined && 'embedding' in result) largest = Math.max(...result.embedding);
    return 'continue';
  });
  return largest > 0;
}

const present: BackendProbe = { state: 'present' };
const emulated: BackendProbe = { state: 'emulated' };

describe('auto', () => {
  test('takes the one that works, and says why the others were not taken', async () => {
    const result = await start(connect(), 'auto');
    if (isFailure(result)) throw new Error(JSON.stringify(result));
    expect(result.backend).toBe('wasm');
    expect(result.reports).toEqual([
      { backend: 'webgpu', state: 'unavailable', detail: 'there is no graphics processor in Node' },
      { backend: 'webgl', state: 'unavailable', detail: 'there is no graphics processor in Node' },
      { backend: 'wasm', state: 'ready', msPerImage: expect.any(Number) },
      { backend: 'cpu', state: 'untried' },
    ]);
  });

  test('does not bring up an emulated graphics processor', async () => {
    const activated: BackendName[] = [];
    const result = await start(connect({ webgl: emulated, webgpu: emulated }, activated), 'auto');
    expect(result).toMatchObject({ backend: 'wasm' });
    expect(new Set(activated)).toEqual(new Set(['wasm']));
    if (isFailure(result)) return;
    expect(result.reports.slice(0, 2).map(({ state }) => state)).toEqual(['emulated', 'emulated']);
  });

  test('passes over backends whose results are zeros or no numbers', async () => {
    const client = connect({ webgl: present, webgpu: present });
    const result = await start(client, 'auto');
    expect(result).toMatchObject({ backend: 'wasm' });
    if (isFailure(result)) return;
    expect(result.reports.slice(0, 2)).toEqual([
      { backend: 'webgpu', state: 'wrong-results' },
      { backend: 'webgl', state: 'wrong-results' },
    ]);
    expect(await canEmbed(client)).toBe(true);
  });

  test('starts with what an earlier visit found out, without trying anything else', async () => {
    const known: BackendReport[] = [
      { backend: 'webgpu', state: 'unavailable', detail: 'no adapter' },
      { backend: 'webgl', state: 'emulated' },
      { backend: 'wasm', state: 'ready', msPerImage: 40 },
      { backend: 'cpu', state: 'untried' },
    ];
    const activated: BackendName[] = [];
    const steps: StartStep[] = [];
    const client = connect({}, activated);
    const request = { backend: 'auto', baseModel: { kind: 'built-in' }, knownReports: known } as const;
    const result = await client.start(request, (step) => {
      steps.push(step);
    });
    expect(result).toMatchObject({ backend: 'wasm', reports: known });
    expect(new Set(activated)).toEqual(new Set(['wasm']));
  });

  test('does not time a chosen backend again whose time an earlier visit found out', async () => {
    const known: BackendReport[] = [{ backend: 'wasm', state: 'ready', msPerImage: 12_345 }];
    const result = await start(connect(), 'wasm', known);
    if (isFailure(result)) throw new Error(JSON.stringify(result));
    expect(result.reports).toContainEqual(known[0]);
  });

  test('measures anew when what was known is wrong by now', async () => {
    const known: BackendReport[] = [{ backend: 'webgl', state: 'ready', msPerImage: 3 }];
    const result = await start(connect(), 'auto', known);
    expect(result).toMatchObject({ backend: 'wasm' });
  });

  test('has a plain failure where nothing works', async () => {
    const gone: BackendProbe = { state: 'unavailable', detail: 'gone' };
    const result = await start(connect({ wasm: gone, cpu: gone }), 'auto');
    expect(result).toEqual({ kind: 'no-backend', tried: ['webgpu', 'webgl', 'wasm', 'cpu'] });
  });
});

describe('a backend that never answers', () => {
  test('is left behind', async () => {
    engine = connectEngine(server.builtInBaseUrl, (ports) => ({
      ...ports,
      backends: {
        ...ports.backends,
        probe: (backend) => (backend === 'webgpu' ? new Promise(() => {}) : ports.backends.probe(backend)),
      },
      // Long enough for the one that answers.
      clock: { ...ports.clock, wait: (durationMs) => ports.clock.wait(durationMs / 4) },
    }));
    const result = await start(engine.client, 'auto');
    expect(result).toMatchObject({ backend: 'wasm' });
    if (isFailure(result)) return;
    expect(result.reports[0]).toMatchObject({
      state: 'unavailable',
      detail: expect.stringMatching(/no answer/),
    });
  });
});

describe('by hand', () => {
  test('a backend that is not there is refused, and the one in use stays', async () => {
    const client = connect();
    await start(client, 'wasm');
    expect(await start(client, 'webgl')).toEqual({
      kind: 'backend-unavailable',
      backend: 'webgl',
      detail: 'there is no graphics processor in Node',
    });
    expect(await canEmbed(client)).toBe(true);
  });

  test('a backend that computes wrongly is refused, and the one in use stays', async () => {
    const client = connect({ webgl: present });
    await start(client, 'wasm');
    const before = await client.countTensors();
    expect(await start(client, 'webgl')).toEqual({ kind: 'backend-wrong', backend: 'webgl' });
    expect(await canEmbed(client)).toBe(true);
    expect(await client.countTensors()).toBe(before);
  });

  test('a start adds to what is known of the others', async () => {
    const known: BackendReport[] = [
      { backend: 'webgpu', state: 'ready', msPerImage: 5 },
      { backend: 'webgl', state: 'wrong-results' },
      { backend: 'wasm', state: 'unavailable', detail: 'no answer' },
      { backend: 'cpu', state: 'untried' },
    ];
    const result = await start(connect(), 'wasm', known);
    if (isFailure(result)) throw new Error(JSON.stringify(result));
    const wasm = { backend: 'wasm', state: 'ready', msPerImage: expect.any(Number) };
    expect(result.reports).toEqual([known[0], known[1], wasm, known[3]]);
  });

  test('changes the backend and keeps the base model, which is not fetched again', async () => {
    const client = connect();
    await start(client, 'wasm');
    const before = await client.countTensors();
    const requestCount = server.requests.length;
    expect(await start(client, 'cpu')).toMatchObject({ backend: 'cpu' });
    expect(server.requests.length).toBe(requestCount);
    expect(await canEmbed(client)).toBe(true);
    expect(await start(client, 'wasm')).toMatchObject({ backend: 'wasm' });
    // Nothing is left of the one in between.
    expect(await client.countTensors()).toBe(before);
  });

  test('changes the backend in the middle of an embedding run, which goes on', async () => {
    const client = connect();
    await start(client, 'cpu');
    const images = Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, image: drawPng('stripes', i, 64) }));
    const seen: string[] = [];
    let change: Promise<unknown> | null = null;
    await client.embedImages(images, async (group) => {
      seen.push(...group.map(({ id }) => id));
      change ??= start(client, 'wasm');
      return 'continue';
    });
    expect(await change).toMatchObject({ backend: 'wasm' });
    expect(seen).toEqual(images.map(({ id }) => id));
  });
});
