import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { en } from '../../../../src/messages/en.ts';
import type { EngineState, StudioState } from '../../../../src/studio/studio-state.ts';
import { BackendChoice } from '../../../../src/ui/features/engine/backend-choice.tsx';
import { StartProgress } from '../../../../src/ui/features/engine/start-progress.tsx';
import { MessagesProvider } from '../../../../src/ui/messages-context.ts';
import { StudioProvider } from '../../../../src/ui/studio-context.tsx';
import { createTestStudio } from '../../../studio/support/create-test-studio.ts';
import { builtInBase, createPlainEngine } from '../../../studio/support/plain-engine.ts';

/** A part of the page, with the engine as given. */
function render(part: ReactNode, engine: EngineState): string {
  const { studio, state } = createTestStudio(createPlainEngine());
  const store = createStore<StudioState>(() => ({ ...state(), engine }));
  return renderToStaticMarkup(
    <MantineProvider>
      <MessagesProvider value={en}>
        <StudioProvider value={{ ...studio, store }}>{part}</StudioProvider>
      </MessagesProvider>
    </MantineProvider>,
  );
}

describe('the choice of a backend', () => {
  const page = render(<BackendChoice />, {
    phase: 'ready',
    backend: 'wasm',
    baseModel: builtInBase,
    cuts: [],
    reports: [
      { backend: 'webgpu', state: 'unavailable', detail: 'no answer within 10 seconds' },
      { backend: 'webgl', state: 'wrong-results' },
      { backend: 'wasm', state: 'ready', msPerImage: 47 },
      { backend: 'cpu', state: 'untried' },
    ],
  });

  test('offers what failed once, with the reason, but not what computes wrongly', () => {
    const disabled = [...page.matchAll(/<input[^>]*>/g)]
      .map(([input]) => input)
      .filter((input) => / disabled(=|\s|>)/.test(input))
      .map((input) => /value="([^"]*)"/.exec(input)?.[1]);
    expect(disabled).toEqual(['webgl']);
    expect(page).toContain('not available (no answer within 10 seconds)');
  });

  test('can be measured again', () => {
    expect(page).toContain('Measure again');
  });
});

test('the line along the header is named after the start, whatever step it is at', () => {
  const page = render(<StartProgress />, {
    phase: 'starting',
    step: { step: 'measuring-backend', backend: 'webgl' },
  });
  expect(page).toContain('aria-label="Starting the engine"');
  expect(page).toContain('aria-valuetext="Timing WebGL"');
});
