import { expect, test } from 'vitest';
import { arrangeImport } from '../../../src/core/dataset/arrange-import.ts';
import {
  isTeachableMachineProject,
  readTeachableMachinePath,
} from '../../../src/core/dataset/read-teachable-machine-path.ts';

test('a project of Teachable Machine is known by its name', () => {
  expect(['project.tm', 'My.TM', 'tm', 'a.tm.zip'].map(isTeachableMachineProject)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('the names of its images say the class', () => {
  const paths = ['manifest.json', 'Class 1-!-0.jpg', 'Class 1-!-1.jpg', 'yes-!-no-!-12.jpg', 'a/b-!-0.jpg'];
  const { placed, refused, classNames } = arrangeImport(paths.map(readTeachableMachinePath));
  expect(classNames).toEqual(['a b', 'Class 1', 'yes-!-no']);
  expect(placed.map(({ className }) => className)).toEqual(['Class 1', 'Class 1', 'yes-!-no', 'a b']);
  expect(refused.map(({ index }) => index)).toEqual([0]);
});

test('a path that climbs out stays one', () => {
  const { refused } = arrangeImport(['../x-!-0.jpg', '-!-0.jpg', 'a-!-0.jpg'].map(readTeachableMachinePath));
  expect(refused.map(({ failure }) => failure.kind)).toEqual(['path-climbs-out', 'path-without-class']);
});
