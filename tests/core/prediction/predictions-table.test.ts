import { expect, test } from 'vitest';
import {
  type TablePrediction,
  writePredictionsTable,
} from '../../../src/core/prediction/predictions-table.ts';

function write(
  predictions: readonly TablePrediction[],
  classNames: readonly string[],
  threshold: number | null = null,
) {
  return [...writePredictionsTable(predictions, classNames, threshold)];
}

test('each file has its likeliest classes, in order, and the probability of every class', () => {
  const [header, row] = write(
    [
      {
        file: 'a.png',
        folderClass: 'bee',
        probabilities: Float32Array.of(0.25, 0.625, 0.0625, 0.0625),
        problem: '',
      },
    ],
    ['ant', 'bee', 'cat', 'dog'],
  );
  expect(header).toBe(
    'file,folder,class,confidence,class 2,confidence 2,class 3,confidence 3,none of these,problem,probability of ant,probability of bee,probability of cat,probability of dog\r\n',
  );
  expect(row).toBe(
    'a.png,bee,bee,0.625000,ant,0.250000,cat,0.062500,no,,0.250000,0.625000,0.062500,0.062500\r\n',
  );
});

test('two classes have two ranks; below the threshold it is none of these; a bad file says why', () => {
  const rows = write(
    [
      { file: 'a', folderClass: null, probabilities: Float32Array.of(0.5, 0.5), problem: '' },
      { file: 'b', folderClass: null, probabilities: null, problem: 'It is damaged, so it was left out.' },
    ],
    ['ant', 'bee'],
    0.6,
  );
  expect(rows[1]).toBe('a,,ant,0.500000,bee,0.500000,yes,,0.500000,0.500000\r\n');
  expect(rows[2]).toBe('b,,,,,,,"It is damaged, so it was left out.",,\r\n');
});

test('no name becomes a formula or breaks a row', () => {
  const [header, row] = write(
    [{ file: '=HYPERLINK("x")\r\n', folderClass: '+1', probabilities: Float32Array.of(1, 0), problem: '' }],
    ['@evil, "quoted"', '-2'],
  );
  expect(header).toContain(',"probability of @evil, ""quoted""",probability of -2\r\n');
  expect(row).toMatch(/^"'=HYPERLINK\(""x""\)\r\n",'\+1,"'@evil, ""quoted""",1\.000000,'-2,0\.000000,no,,/);
});
