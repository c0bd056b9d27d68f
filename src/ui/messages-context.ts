import { createContext, useContext } from 'react';
import { en, type LateMessages, type Messages } from '../messages/en.ts';

const MessagesContext = createContext<Messages>(en);
/** The late messages that have been loaded, by their language. */
const late = new WeakMap<Messages, LateMessages>();

export const MessagesProvider = MessagesContext.Provider;

/** Every sentence of the page that is there from the start, in the person's language. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}

/** Loads the sentences that only lazy parts need. */
export async function loadLateMessages(messages: Messages): Promise<void> {
  if (!late.has(messages)) late.set(messages, await messages.loadLate());
}

/** The sentences that lazy parts need: `createLazyPart` has loaded them before it shows one. */
export function useLateMessages(): LateMessages {
  const messages = useMessages();
  const loaded = late.get(messages);
  if (loaded === undefined) throw new Error('Late messages are for lazy parts alone');
  return loaded;
}
