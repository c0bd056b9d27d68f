import type { Goal } from '../compare-with-goals.ts';
import type { ExportFigures } from './measure-exports.ts';

const downloadGoalMs = 15_000;
const differenceGoals = { '32-bit': 1e-4, '16-bit': 5e-3 } as const;
const agreementGoal = 0.95;
const offlineGoalBytes = 16e6;
const offlineGoalMs = 5_000;

type Square = ExportFigures['squares'][number];

/** What is missing, and so no number, is the worst. */
function isWorse({ largestDifference }: Square, than: Square): boolean {
  return !Number.isNaN(than.largestDifference) && !(largestDifference <= than.largestDifference);
}

/** What exports must reach, and what they did. */
export function compareExportsWithGoals({
  downloads,
  squares,
  offlinePage,
  foreignRequests,
}: ExportFigures): Goal[] {
  const goals: Goal[] = [];
  const floats = downloads.filter(({ name }) => !name.includes('8-bit'));
  const slowest = floats.reduce((a, b) => (b.downloadMs > a.downloadMs ? b : a));
  goals.push({
    measure: 'slowest download of a float format, with its check',
    reach: `<= ${downloadGoalMs / 1000} s`,
    got: `${(slowest.downloadMs / 1000).toFixed(1)} s (${slowest.name})`,
    reached: slowest.downloadMs <= downloadGoalMs,
  });
  for (const [bits, goal] of Object.entries(differenceGoals)) {
    const rows = squares.filter((row) => !row.isUnmended && (row.bits ?? '32-bit') === bits);
    const worst = rows.reduce((a, b) => (isWorse(b, a) ? b : a));
    goals.push({
      measure: `${bits}: largest difference to the preview on the same squares`,
      reach: `<= ${goal}`,
      got: `${worst.largestDifference.toExponential(1)} (${worst.name})`,
      reached: worst.largestDifference <= goal,
    });
  }
  for (const { name, bits, agreeingCount, pictureCount } of squares) {
    if (bits !== '8-bit') continue;
    goals.push({
      measure: `${name}: top class as in the preview`,
      reach: `>= ${100 * agreementGoal} %`,
      got: `${agreeingCount} of ${pictureCount}`,
      reached: agreeingCount >= agreementGoal * pictureCount,
    });
  }
  const slowestMs = Math.max(...offlinePage.firstPredictionMs);
  goals.push(
    {
      measure: 'offline page: size',
      reach: `<= ${offlineGoalBytes / 1e6} MB`,
      got: `${(offlinePage.sizeBytes / 1e6).toFixed(1)} MB`,
      reached: offlinePage.sizeBytes <= offlineGoalBytes,
    },
    {
      measure: 'offline page: first prediction, slowest opening',
      reach: `<= ${offlineGoalMs / 1000} s`,
      got: `${(slowestMs / 1000).toFixed(1)} s`,
      reached: slowestMs <= offlineGoalMs,
    },
    {
      measure: 'requests to another origin: studio, clients, offline page',
      reach: '0',
      got: String(foreignRequests.length + offlinePage.complaints.length),
      reached: foreignRequests.length + offlinePage.complaints.length === 0,
    },
  );
  return goals;
}
