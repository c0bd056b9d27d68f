import type { BackendName, BackendReport, BaseModelSource } from '../engine/engine-api.ts';
import type { Preferences } from '../platform/preferences.ts';

const storageKey = 'backend-reports';
const rememberedMaximum = 4;
const textMaximum = 20_000;
const detailMaximum = 200;

interface RememberedReports {
  readonly key: string;
  readonly reports: readonly BackendReport[];
}

/**
 * The measurement of the backends from an earlier visit with the same base model and browser.
 * What is stored may be anything: whatever does not look like a measurement counts as none.
 */
export function recallReports(
  preferences: Preferences,
  source: BaseModelSource,
  userAgent: string,
): readonly BackendReport[] | null {
  const key = reportsKey(source, userAgent);
  return readAll(preferences).find((remembered) => remembered.key === key)?.reports ?? null;
}

/** Remembers a measurement; only the latest few are kept. */
export function rememberReports(
  preferences: Preferences,
  source: BaseModelSource,
  userAgent: string,
  reports: readonly BackendReport[],
): void {
  const key = reportsKey(source, userAgent);
  if (key === null) return;
  const others = readAll(preferences).filter((remembered) => remembered.key !== key);
  const all = [{ key, reports: reports.map(shortenDetail) }, ...others].slice(0, rememberedMaximum);
  preferences.write(storageKey, JSON.stringify(all));
}

/** Forgets a measurement that turned out to be no longer true. */
export function forgetReports(preferences: Preferences, source: BaseModelSource, userAgent: string): void {
  const key = reportsKey(source, userAgent);
  const others = readAll(preferences).filter((remembered) => remembered.key !== key);
  preferences.write(storageKey, JSON.stringify(others));
}

/** Null for a base model that cannot be told from another by where it comes from. */
function reportsKey(source: BaseModelSource, userAgent: string): string | null {
  switch (source.kind) {
    case 'built-in':
      return JSON.stringify([userAgent, source.kind]);
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
  if (!isRecord(value) || typeof value.key !== 'string') return false;
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
