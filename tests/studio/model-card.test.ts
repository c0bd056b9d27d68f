import { beforeAll, describe, expect, test } from 'vitest';
import { texts, zipFile } from './support/create-test-studio.ts';
import { startStudio } from './support/start-studio.ts';

const classCount = 300;
let card: string;

beforeAll(async () => {
  const { studio, downloads } = await startStudio();
  const names = Array.from({ length: classCount }, (_, index) => `class ${index}`);
  const classes = Object.fromEntries(names.map((name, index) => [name, texts(`word${index}`, 5)]));
  await studio.importFiles([zipFile('set.zip', classes)], null);
  studio.changeSettings({ epochs: 1 });
  await studio.train();
  studio.changeCardFields({ maker: ' Class 5b <b>\n', intendedUse: '  ' });
  await studio.exportModel({ format: 'model-card' });
  card = new TextDecoder().decode(downloads.at(-1)?.bytes);
});

describe('the card of a model with 300 classes', () => {
  test('says first what matters, and folds what is about all', () => {
    const before = card.replace(/<details>.*?<\/details>/gs, '');
    expect(card.match(/<summary>All 300 classes \(/g)).toHaveLength(3);
    expect(before.match(/<tr>/g)?.length).toBeLessThan(60);
    expect(before).toContain('The 10 classes that it finds least');
    expect(before).toMatch(/(?:Each class has|A class has) .*images? for training\./);
    expect(before.match(/<li>/g)?.length).toBeLessThan(20);
  });

  test('has no table that is too wide for paper, and is no longer than it must be', () => {
    const widths = [...card.matchAll(/<thead><tr>(.*?)<\/tr>/g)].map(([, row]) => row?.match(/<th/g)?.length);
    expect(Math.max(...widths.map(Number))).toBeLessThan(8);
    expect(card.length).toBeLessThan(250_000);
  });

  test('states what its maker stated, and that the rest is not', () => {
    expect(card).toContain('<bdi>Class 5b &lt;b&gt;</bdi>');
    expect(card.match(/Not stated by its maker\./g)).toHaveLength(4);
  });
});
