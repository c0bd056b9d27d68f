/** Shows what comes in quick succession no more often than eyes follow. */
export interface NowAndThen<Shown> {
  /** Shows it at once where nothing was shown lately; else it waits, unless something newer comes. */
  take(shown: Shown): void;
  /** Shows what waits. */
  flush(): void;
}

/** Drawing each epoch of a small head, a few milliseconds after the last, would keep the page from answering. */
const shownEveryMs = 100;

export function showNowAndThen<Shown>(show: (shown: Shown) => void): NowAndThen<Shown> {
  let waiting: { readonly shown: Shown } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const showWaiting = () => {
    timer = undefined;
    if (waiting === null) return;
    const { shown } = waiting;
    waiting = null;
    show(shown);
    timer = setTimeout(showWaiting, shownEveryMs);
  };
  return {
    take(shown) {
      waiting = { shown };
      if (timer === undefined) showWaiting();
    },
    flush() {
      clearTimeout(timer);
      showWaiting();
    },
  };
}
