export const ru = {
  'reason.people.already_set_up': 'Компания уже настроена. Войдите по своей почте и паролю.',
  'reason.people.not_set_up': 'Компания ещё не настроена. Откройте ссылку, которую программа напечатала при запуске.',
  'reason.people.setup_link_unknown':
    'Ссылка для настройки не подходит: она использована, устарела или скопирована не целиком. Перезапустите программу, и она напечатает новую.',
  'reason.people.wrong_sign_in':
    'Почта и пароль не подошли. Проверьте раскладку и Caps Lock; если пароль забыт, попросите у администратора новую ссылку.',
  'reason.people.too_many_attempts':
    'Слишком много неудачных попыток. Повторите через {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}.',
  'reason.people.wrong_password': 'Нынешний пароль введён неверно.',
  'reason.people.password_too_short':
    'Пароль короче {shortest, plural, one {# знака} few {# знаков} many {# знаков} other {# знака}}. Подойдёт фраза из нескольких слов.',
  'reason.people.password_too_long':
    'Пароль длиннее {longest, plural, one {# знака} few {# знаков} many {# знаков} other {# знака}}.',
  'reason.people.password_common': 'Такой пароль подбирают первым. Придумайте фразу, которую знаете только вы.',
  'reason.people.password_about_you': 'Пароль составлен из вашего имени, почты или названия компании. Добавьте своё.',
  'reason.people.invitation_unknown':
    'Ссылка не действует: она отозвана, заменена новой или скопирована не целиком. Попросите новую у того, кто вас пригласил.',
  'reason.people.invitation_used': 'По этой ссылке пароль уже задан. Войдите по почте и паролю.',
  'reason.people.invitation_expired':
    'Ссылка действовала семь дней и устарела. Попросите новую у того, кто вас пригласил.',
  'reason.people.token_unknown': 'Такого ключа API нет. Проверьте, что он скопирован целиком.',
  'reason.people.token_revoked': 'Этот ключ API отозван. Создайте новый в своём профиле.',
  'reason.people.token_expired': 'Срок этого ключа API истёк. Создайте новый в своём профиле.',
  'reason.people.token_ends_too_soon': 'Последний день ключа уже прошёл.',
  'reason.people.token_ends_too_late': 'Ключ можно создать не дольше чем на пять лет.',
  'reason.people.no_such_email': 'Сотрудника с почтой {email} нет.',
  'reason.people.email_taken': 'Сотрудник с такой почтой уже есть. Если он уволился, его запись сохраняется в истории.',
  'reason.people.not_an_email': 'Это не похоже на адрес почты: нужен вид имя@компания.рф.',
  'reason.people.not_a_phone': 'Это не похоже на номер телефона.',
  'reason.people.no_such_time_zone': 'Такого часового пояса нет. Нужен вид Europe/Moscow.',
  'reason.people.hours_end_before_start': 'Рабочий день заканчивается раньше, чем начинается.',
  'reason.people.lunch_incomplete': 'У обеда нужны и начало, и конец.',
  'reason.people.lunch_outside_hours': 'Обед должен быть внутри рабочего дня.',
  'reason.people.lunch_end_before_start': 'Обед заканчивается раньше, чем начинается.',
  'reason.people.not_own_field': 'Имя, почту и долю ставки меняет тот, кто ведёт список сотрудников.',
  'reason.people.not_active': 'Сотрудник ещё не вошёл по приглашению или уже уволен.',
  'reason.people.already_departed': 'Сотрудник уже уволен, его запись остаётся такой, какой была.',
  'reason.people.departure_in_future': 'День увольнения ещё не наступил. Оформите увольнение в этот день.',
  'reason.people.last_administrator': 'Это единственный администратор. Сначала назначьте ещё одного.',
  'reason.people.deputy_needed': 'Этот сотрудник замещает отсутствующих: {names}. Назначьте им другого заместителя.',
  'reason.people.absence_days_reversed': 'Последний день раньше первого.',
  'reason.people.absence_too_long': 'Отсутствие дольше трёх лет: проверьте даты.',
  'reason.people.absence_overlaps': 'На эти дни уже записано другое отсутствие.',
  'reason.people.absence_over': 'Это отсутствие уже закончилось.',
  'reason.people.deputy_is_self': 'Замещать себя нельзя: выберите коллегу.',
  'reason.people.deputy_not_active': 'Заместителем может быть только работающий сотрудник.',
  'reason.people.deputy_away': 'Заместитель в эти дни сам отсутствует. Выберите другого.',
  'reason.people.deputises_meanwhile':
    'В эти дни сотрудник сам замещает: {names}. Сначала назначьте им другого заместителя.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
