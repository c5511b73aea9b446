import type { ru } from './texts.ru.ts';

export const en = {
  'reason.people.already_set_up': 'The company has been set up already. Sign in with your e-mail and password.',
  'reason.people.not_set_up':
    'The company has not been set up yet. Open the link that the program printed when it started.',
  'reason.people.setup_link_unknown':
    'This set-up link does not work: it has been used, has expired or was not copied whole. Start the program again and it prints a new one.',
  'reason.people.wrong_sign_in':
    'This e-mail and password do not match. Check the keyboard layout and Caps Lock; if you forgot the password, ask the administrator for a new link.',
  'reason.people.too_many_attempts':
    'Too many failed attempts. Try again in {minutes, plural, one {# minute} other {# minutes}}.',
  'reason.people.wrong_password': 'The present password is wrong.',
  'reason.people.password_too_short':
    'The password is shorter than {shortest, plural, one {# character} other {# characters}}. A phrase of several words will do.',
  'reason.people.password_too_long':
    'The password is longer than {longest, plural, one {# character} other {# characters}}.',
  'reason.people.password_common':
    'This password is among the first to be guessed. Think of a phrase that only you know.',
  'reason.people.password_about_you':
    'The password is made of your name, your e-mail or the company’s name. Add something of your own.',
  'reason.people.invitation_unknown':
    'This link does not work: it was revoked, replaced by a new one or not copied whole. Ask whoever invited you for a new one.',
  'reason.people.invitation_used':
    'A password has been set by this link already. Sign in with your e-mail and password.',
  'reason.people.invitation_expired':
    'The link held for seven days and has expired. Ask whoever invited you for a new one.',
  'reason.people.token_unknown': 'There is no such API token. Check that it was copied whole.',
  'reason.people.token_revoked': 'This API token has been revoked. Create a new one in your profile.',
  'reason.people.token_expired': 'This API token has expired. Create a new one in your profile.',
  'reason.people.token_ends_too_soon': 'The token’s last day is over.',
  'reason.people.token_ends_too_late': 'A token may hold for five years at most.',
  'reason.people.no_such_email': 'There is no employee with the e-mail {email}.',
  'reason.people.email_taken':
    'There is an employee with this e-mail already. If they have left, their record stays in the history.',
  'reason.people.not_an_email': 'This does not look like an e-mail address: it should read name@company.com.',
  'reason.people.not_a_phone': 'This does not look like a phone number.',
  'reason.people.no_such_time_zone': 'There is no such time zone. It should read like Europe/Moscow.',
  'reason.people.hours_end_before_start': 'The working day ends before it begins.',
  'reason.people.lunch_incomplete': 'Lunch needs both a beginning and an end.',
  'reason.people.lunch_outside_hours': 'Lunch has to lie within the working day.',
  'reason.people.lunch_end_before_start': 'Lunch ends before it begins.',
  'reason.people.not_own_field':
    'Name, e-mail and share of full time are changed by whoever keeps the list of employees.',
  'reason.people.not_active': 'The employee has not joined yet or has left.',
  'reason.people.already_departed': 'The employee has left; their record stays as it was.',
  'reason.people.departure_in_future': 'The day of leaving has not come yet. Record the departure on that day.',
  'reason.people.last_administrator': 'This is the only administrator. Appoint another one first.',
  'reason.people.deputy_needed':
    'This employee deputises for colleagues who are away: {names}. Give them another deputy.',
  'reason.people.absence_days_reversed': 'The last day is before the first one.',
  'reason.people.absence_too_long': 'An absence of more than three years: check the dates.',
  'reason.people.absence_overlaps': 'Another absence is recorded for these days already.',
  'reason.people.absence_over': 'This absence is over.',
  'reason.people.deputy_is_self': 'Nobody deputises for themselves: choose a colleague.',
  'reason.people.deputy_not_active': 'Only an employee who works here can deputise.',
  'reason.people.deputy_away': 'The deputy is away on these days. Choose another one.',
  'reason.people.deputises_meanwhile':
    'On these days the employee deputises for others: {names}. Give them another deputy first.',
} as const satisfies Record<keyof typeof ru, string>;
