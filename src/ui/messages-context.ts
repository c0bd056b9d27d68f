import { createContext, useContext } from 'react';
import { en, type Messages } from '../messages/en.ts';

const MessagesContext = createContext<Messages>(en);

export const MessagesProvider = MessagesContext.Provider;

/** Every sentence of the page, in the person's language. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
