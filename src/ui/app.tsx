import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { Messages } from '../messages/en.ts';
import type { Studio } from '../studio/studio.ts';
import { BrokenPage } from './components/broken-page.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { MessagesProvider } from './messages-context.ts';
import { Page } from './page/page.tsx';
import { type PagePorts, PagePortsProvider } from './page-ports.ts';
import { StudioProvider } from './studio-context.tsx';
import { theme } from './theme.ts';
import '@fontsource-variable/figtree/wght.css';
import './mantine.css';
import './theme.css';

/** index.html reads the same key before the first paint. */
const colourSchemes = localStorageColorSchemeManager({ key: 'graft.colour-scheme' });

interface AppProps {
  readonly studio: Studio;
  readonly ports: PagePorts;
  readonly messages: Messages;
}

/** The page with everything that its parts ask for. */
export function App({ studio, ports, messages }: AppProps) {
  return (
    <ErrorBoundary fallback={(detail) => <BrokenPage detail={detail} />}>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colourSchemes}>
        <MessagesProvider value={messages}>
          <PagePortsProvider value={ports}>
            <StudioProvider value={studio}>
              <Page />
            </StudioProvider>
          </PagePortsProvider>
        </MessagesProvider>
      </MantineProvider>
    </ErrorBoundary>
  );
}
