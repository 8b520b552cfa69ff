/** What a source may answer instead of being read. */
export const READING = [
  'secret_refused',
  'source_refused',
  'source_closed',
  'source_unclear',
  'address_refused',
  'http_failed',
  'answer_too_large',
  'program_missing',
  'program_failed',
  'file_unreadable',
  'file_too_large',
  'file_too_heavy',
  'file_kind',
  'file_encoding',
  'file_malformed',
  'sheet_unclear',
  'columns_missing',
  'columns_repeated',
  'report_unknown',
  'report_malformed',
  'report_asset_missing',
  'report_time_missing',
  'report_ahead',
] as const;
/** What stands against a file that comes after another one. */
export const COMING_AFTER = ['file_end_unsaid', 'report_not_newer', 'report_scope_left'] as const;
