import { useEffect, useEffectEvent, useState } from 'react';
import type { CameraOptions } from '../../../studio/camera-options.ts';
import { recordShots } from './record-shots.ts';

/** More pictures than these are more than one recording is good for. */
const shotMaximum = 1000;

interface RecorderTasks {
  /** The picture of the camera now; null while it shows none. */
  takeShot(): Promise<Blob | null>;
  /** Called with each picture at once. */
  onShot(shot: Blob): void;
  /** Called with all pictures of a recording that has ended. */
  onEnd(shots: readonly Blob[], failed: boolean): void;
}

/** A recording, and the two things to do with it. */
export interface Recorder {
  readonly phase: 'idle' | 'counting-down' | 'recording';
  /** Until the recording starts, while counting down. */
  readonly secondsLeft: number;
  /** How many pictures the recording has so far. */
  readonly shotCount: number;
  begin(): void;
  end(): void;
}

/** Records after the delay, at the pace and for the length that the options say. What was recorded is kept when its user goes. */
export function useRecorder(options: CameraOptions, tasks: RecorderTasks): Recorder {
  const [phase, setPhase] = useState<Recorder['phase']>('idle');
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [shotCount, setShotCount] = useState(0);
  const { framesPerSecond, delaySeconds, lengthSeconds } = options;

  const start = useEffectEvent((stop: AbortSignal) => {
    setShotCount(0);
    return recordShots(
      async () => (stop.aborted ? null : tasks.takeShot()),
      (shot) => {
        setShotCount((count) => count + 1);
        tasks.onShot(shot);
      },
      {
        intervalMs: 1000 / framesPerSecond,
        lengthMs: lengthSeconds === 0 ? null : 1000 * lengthSeconds,
        shotMaximum,
      },
      { now: () => performance.now(), wait: (durationMs) => waitOrStop(durationMs, stop) },
    );
  });
  const finish = useEffectEvent(tasks.onEnd);

  useEffect(() => {
    if (phase !== 'recording') return;
    const stop = new AbortController();
    void start(stop.signal).then(({ shots, failed }) => {
      if (!stop.signal.aborted) setPhase('idle');
      finish(shots, failed);
    });
    return () => stop.abort();
  }, [phase]);

  useEffect(() => {
    if (phase !== 'counting-down') return;
    const timer = setInterval(() => setSecondsLeft((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, [phase]);

  useEffect(() => {
    if (phase === 'counting-down' && secondsLeft <= 0) setPhase('recording');
  }, [phase, secondsLeft]);

  return {
    phase,
    secondsLeft,
    shotCount,
    begin() {
      if (phase !== 'idle') return;
      setSecondsLeft(delaySeconds);
      setPhase(delaySeconds > 0 ? 'counting-down' : 'recording');
    },
    end: () => setPhase('idle'),
  };
}

function waitOrStop(durationMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
