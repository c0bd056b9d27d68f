import { Component, type ReactNode } from 'react';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** What is shown instead of a broken part; `detail` is the error's own sentence. */
  readonly fallback: (detail: string) => ReactNode;
}

/** Keeps a bug in one part from blanking the page. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly detail: string | null }> {
  override state = { detail: null };

  static getDerivedStateFromError(error: unknown): { detail: string } {
    return { detail: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    return this.state.detail === null ? this.props.children : this.props.fallback(this.state.detail);
  }
}
