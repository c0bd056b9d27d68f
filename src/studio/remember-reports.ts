import { usualInputSize } from '../core/embedding/input-sizes.ts';
import type { BackendName, BackendReport, BaseModelSource } from '../engine/engine-api.ts';
import type { Preferences } from '../platform/preferences.ts';
import type { StudioPorts } from './studio-ports.ts';

const storageKey = 'backend-reports';
const rememberedMaximum = 6;
const textMaximum = 20_000;
const detailMaximum = 200;
/** What failed may work at a later visit, but who has a backend that hangs shall not wait for it at every start. */
const failureHoldsMs = 24 * 60 * 60 * 1000;

type MemoryPorts = Pick<StudioPorts, 'preferences' | 'userAgent' | 'clock'>;

interface RememberedReports {
  readonly key: string;
  readonly reports: readonly BackendReport[];
  /** When the latest of the failures in it was found, ISO 8601; without one, when it was made. */
  readonly failedAt: string;
}

/**
 * The measurement of the backends from an earlier visit with the same base model and browser; one in which a backend
 * failed counts for a day. What is stored may be anything: whatever does not look like a measurement counts as none.
 */
export function recallReports(ports: MemoryPorts, source: BaseModelSource): readonly BackendReport[] | null {
  return recall(ports, source)?.reports ?? null;
}

/** Remembers what is known by now; only the latest few measurements are kept. */
export function rememberReports(
  ports: MemoryPorts,
  source: BaseModelSource,
  reports: readonly BackendReport[],
): void {
  const key = reportsKey(source, ports.userAgent);
  if (key === null) return;
  const before = recall(ports, source);
  const knownFailures = new Set(before?.reports.filter(hasFailed).map(({ backend }) => backend));
  const failsAnew = reports.some((report) => hasFailed(report) && !knownFailures.has(report.backend));
  const failedAt = before === undefined || failsAnew ? ports.clock.today() : before.failedAt;
  const others = readAll(ports.preferences).filter((remembered) => remembered.key !== key);
  const latest: RememberedReports = { key, reports: reports.map(shortenDetail), failedAt };
  write(ports.preferences, [latest, ...others].slice(0, rememberedMaximum));
}

/** Forgets a measurement that turned out to be no longer true. */
export function forgetReports({ preferences, userAgent }: MemoryPorts, source: BaseModelSource): void {
  const key = reportsKey(source, userAgent);
  write(
    preferences,
    readAll(preferences).filter((remembered) => remembered.key !== key),
  );
}

function recall(
  { preferences, userAgent, clock }: MemoryPorts,
  source: BaseModelSource,
): RememberedReports | undefined {
  const key = reportsKey(source, userAgent);
  const found = readAll(preferences).find((remembered) => remembered.key === key);
  if (found === undefined || !found.reports.some(hasFailed)) return found;
  const ageMs = Date.parse(clock.today()) - Date.parse(found.failedAt);
  return ageMs >= 0 && ageMs < failureHoldsMs ? found : undefined;
}

function hasFailed({ state }: BackendReport): boolean {
  return state === 'unavailable' || state === 'wrong-results';
}

function write(preferences: Preferences, all: readonly RememberedReports[]): void {
  preferences.write(storageKey, JSON.stringify(all));
}

/** Null for a base model that cannot be told from another by where it comes from. */
function reportsKey(source: BaseModelSource, userAgent: string): string | null {
  switch (source.kind) {
    case 'built-in':
      return JSON.stringify([
        userAgent,
        source.kind,
        ...(source.inputSize === undefined || source.inputSize === usualInputSize ? [] : [source.inputSize]),
      ]);
    case 'layers-url':
    case 'graph-url':
      return JSON.stringify([userAgent, source.kind, source.url]);
    case 'tfjs-mobilenet':
      return JSON.stringify([userAgent, source.kind, source.version, source.alpha, source.url ?? null]);
    case 'layers-files':
    case 'graph-files':
      return null;
  }
}

function readAll(preferences: Preferences): readonly RememberedReports[] {
  const text = preferences.read(storageKey);
  if (text === null || text.length > textMaximum) return [];
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.slice(0, rememberedMaximum).filter(isRemembered) : [];
  } catch {
    return [];
  }
}

function isRemembered(value: unknown): value is RememberedReports {
  if (!isRecord(value) || typeof value.key !== 'string' || typeof value.failedAt !== 'string') return false;
  const { reports } = value;
  if (!Array.isArray(reports) || reports.length === 0 || !reports.every(isReport)) return false;
  return new Set(reports.map(({ backend }) => backend)).size === reports.length;
}

function isReport(value: unknown): value is BackendReport {
  if (!isRecord(value) || !isBackendName(value.backend)) return false;
  switch (value.state) {
    case 'ready':
      return (
        typeof value.msPerImage === 'number' && value.msPerImage > 0 && Number.isFinite(value.msPerImage)
      );
    case 'unavailable':
      return typeof value.detail === 'string';
    case 'emulated':
    case 'untried':
    case 'wrong-results':
      return true;
    default:
      return false;
  }
}

export function isBackendName(value: unknown): value is BackendName {
  return typeof value === 'string' && Object.hasOwn(backends, value);
}

/** The engine's own list is out of reach here; as the keys of a record it cannot miss one. */
const backends: Readonly<Record<BackendName, true>> = { webgpu: true, webgl: true, wasm: true, cpu: true };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shortenDetail(report: BackendReport): BackendReport {
  if (report.state !== 'unavailable') return report;
  return { ...report, detail: report.detail.slice(0, detailMaximum) };
}
