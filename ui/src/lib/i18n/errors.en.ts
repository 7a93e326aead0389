import type { ErrorCode, ErrorDetails } from '$lib/bindings';

/** What happened, and what to do about it. */
export interface ErrorSentence {
  title: string;
  hint: string;
}

/** Facts of an error, times already written for people. */
export interface ErrorFacts extends Omit<ErrorDetails, 'retry_at'> {
  retryAt: string | null;
}

const later = (facts: ErrorFacts) =>
  facts.retryAt ? `Mayfly tries again at ${facts.retryAt}.` : 'Try again in a moment.';

/** A sentence for every code: the type refuses a catalogue that lacks one. */
export const errors: Record<ErrorCode, (facts: ErrorFacts) => ErrorSentence> = {
  invalid_key: () => ({
    title: 'That doesn’t look like an API key.',
    hint: 'Copy the whole key from your account page, without spaces or line breaks.',
  }),
  invalid_base_url: () => ({
    title: 'That base URL isn’t a web address.',
    hint: 'It starts with https:// and usually ends with /api.',
  }),
  insecure_base_url: () => ({
    title: 'That base URL isn’t encrypted.',
    hint: 'Your key would travel in the open. Use https://; plain http:// works for this computer only.',
  }),
  invalid_username: () => ({
    title: 'That name can’t be used in an address.',
    hint: 'Use letters, digits, dots, hyphens and underscores.',
  }),
  invalid_domain: () => ({
    title: 'That domain can’t be used.',
    hint: 'Choose another domain from the list.',
  }),
  key_refused: () => ({
    title: 'The service doesn’t accept this key.',
    hint: 'Check it on your account page, or paste a new one.',
  }),
  not_allowed: () => ({
    title: 'Your plan doesn’t allow this.',
    hint: 'Choose another domain, or check what the plan includes.',
  }),
  not_found: () => ({
    title: 'It no longer exists on the service.',
    hint: 'It has expired or was deleted. What is stored here stays until you remove it.',
  }),
  refused: () => ({
    title: 'The service refused.',
    hint: 'Change what it objects to and try again.',
  }),
  rate_limited: (facts) => ({
    title: 'Too many requests for now.',
    hint: facts.retryAt
      ? `The service answers again at ${facts.retryAt}.`
      : 'Wait a little and try again.',
  }),
  service_fault: (facts) => ({
    title: 'The service has a problem of its own.',
    hint: `Nothing is lost. ${later(facts)}`,
  }),
  unexpected_answer: () => ({
    title: 'The service gave an answer Mayfly doesn’t understand.',
    hint: 'Check the base URL. If it is right, the service may be showing a maintenance page: try later.',
  }),
  answer_too_large: () => ({
    title: 'The answer was larger than Mayfly accepts.',
    hint: 'Delete large messages in this inbox and try again.',
  }),
  timeout: (facts) => ({
    title: 'The service didn’t answer in time.',
    hint: `Check your connection. ${later(facts)}`,
  }),
  tls: () => ({
    title: 'The connection isn’t secure, so nothing was sent.',
    hint: 'The service’s certificate doesn’t check out. Look at this computer’s clock, or try another network.',
  }),
  offline: (facts) => ({
    title: 'The service can’t be reached.',
    hint: `Check your connection. ${later(facts)}`,
  }),
  not_signed_in: () => ({
    title: 'No account is open.',
    hint: 'Enter your API key first.',
  }),
  unknown_inbox: () => ({
    title: 'That address is no longer in the list.',
    hint: 'Choose another one.',
  }),
  unknown_message: () => ({
    title: 'That message is no longer here.',
    hint: 'It was deleted or its address was removed.',
  }),
  unknown_attachment: () => ({
    title: 'That file isn’t part of the message any more.',
    hint: 'Refresh the inbox and open the message again.',
  }),
  unknown_link: () => ({
    title: 'That link is no longer being asked about.',
    hint: 'Click it again in the message.',
  }),
  images_behind_proxy: () => ({
    title: 'Images stay blocked: this computer uses a proxy.',
    hint: 'Mayfly checks where each image comes from, which a proxy would hide, and going around the proxy could give you away.',
  }),
  open_failed: () => ({
    title: 'No program on this computer took the link.',
    hint: 'Copy it and paste it into a browser.',
  }),
  print_failed: () => ({
    title: 'The system’s print dialog didn’t open.',
    hint: 'Save the message as .eml and print it from a mail program.',
  }),
  keychain_unavailable: () => ({
    title: 'Mayfly can’t use this computer’s keychain.',
    hint: 'Your key and mail are kept encrypted with it. Start the keychain service and try again.',
  }),
  keychain_locked: () => ({
    title: 'The keychain is locked.',
    hint: 'Unlock it and try again.',
  }),
  store_unreadable: (facts) => ({
    title: 'The stored mail couldn’t be read.',
    hint: facts.path
      ? `Nothing was overwritten: the old file is at ${facts.path}. Mayfly started a new one.`
      : 'Nothing was overwritten: the old file was set aside and Mayfly started a new one.',
  }),
  store_too_new: () => ({
    title: 'The stored mail was written by a newer Mayfly.',
    hint: 'Install the newer version to open it. Nothing was changed.',
  }),
  store_failed: () => ({
    title: 'Mayfly can’t write to its storage.',
    hint: 'Check that its folder may be written to, then try again.',
  }),
  disk_full: () => ({
    title: 'The disk is full.',
    hint: 'Free some space and try again. Nothing half-written was left behind.',
  }),
  file_failed: (facts) => ({
    title: facts.path ? `${facts.path} couldn’t be written.` : 'The file couldn’t be written.',
    hint: 'Choose another folder and save it again.',
  }),
  import_failed: (facts) => ({
    title: facts.path
      ? `${facts.path} can’t be read as a list of inboxes.`
      : 'The file can’t be read as a list of inboxes.',
    hint: 'Nothing was added. Choose a file that Mayfly exported.',
  }),
  cancelled: () => ({ title: 'Cancelled.', hint: 'Nothing was changed.' }),
  shortcut_unavailable: () => ({
    title: 'These keys can’t be used from anywhere here.',
    hint: 'Another program may have them, or the desktop (Wayland) keeps keys to itself. The tray’s “New address” does the same.',
  }),
  clipboard_failed: () => ({
    title: 'Nothing was copied: the clipboard doesn’t answer.',
    hint: 'Select the text and copy it by hand, or try again.',
  }),
  internal: () => ({
    title: 'Something went wrong inside Mayfly.',
    hint: 'Try again. If it keeps happening, restart the app; your addresses and mail are kept.',
  }),
};
