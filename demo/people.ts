import type { POSITION_KINDS } from '#modules/structure/rules.ts';

/** An invented employee of the demo company; nobody of this name works anywhere that we know of. */
export interface Person {
  key: string;
  name: string;
  email: string;
  position: (typeof POSITION_KINDS)[number];
  /** Which department, for experts. */
  department?: 'engineering' | 'estimating' | 'legal';
  /** How the sign-in list calls the role. */
  role: { ru: string; en: string };
}

/** Twelve people in all positions; the password of each is the same and is printed when the demo is ready. */
export const people: readonly Person[] = [
  {
    key: 'head',
    name: 'Ермолаев Виктор Павлович',
    email: 'head@demo.example',
    position: 'head',
    role: { ru: 'руководитель отдела продаж', en: 'head of sales' },
  },
  {
    key: 'caller1',
    name: 'Бахтина Ольга Игоревна',
    email: 'caller@demo.example',
    position: 'telemarketer',
    role: { ru: 'телемаркетолог', en: 'telemarketer' },
  },
  {
    key: 'caller2',
    name: 'Сухих Марина Олеговна',
    email: 'caller2@demo.example',
    position: 'telemarketer',
    role: { ru: 'телемаркетолог', en: 'telemarketer' },
  },
  {
    key: 'manager1',
    name: 'Лыткин Андрей Сергеевич',
    email: 'manager@demo.example',
    position: 'development_manager',
    role: { ru: 'менеджер по развитию', en: 'development manager' },
  },
  {
    key: 'manager2',
    name: 'Ковалёва Ирина Дмитриевна',
    email: 'manager2@demo.example',
    position: 'development_manager',
    role: { ru: 'менеджер по развитию', en: 'development manager' },
  },
  {
    key: 'manager3',
    name: 'Дроздов Павел Андреевич',
    email: 'manager3@demo.example',
    position: 'development_manager',
    role: { ru: 'менеджер по развитию', en: 'development manager' },
  },
  {
    key: 'delivery1',
    name: 'Мальцев Сергей Юрьевич',
    email: 'project@demo.example',
    position: 'project_manager',
    role: { ru: 'менеджер проекта', en: 'project manager' },
  },
  {
    key: 'delivery2',
    name: 'Юшина Наталья Викторовна',
    email: 'project2@demo.example',
    position: 'project_manager',
    role: { ru: 'менеджер проекта', en: 'project manager' },
  },
  {
    key: 'engineer1',
    name: 'Рогов Денис Алексеевич',
    email: 'engineer@demo.example',
    position: 'support_specialist',
    department: 'engineering',
    role: { ru: 'инженер-светотехник', en: 'lighting engineer' },
  },
  {
    key: 'engineer2',
    name: 'Тарасова Алина Романовна',
    email: 'engineer2@demo.example',
    position: 'support_specialist',
    department: 'engineering',
    role: { ru: 'инженер-светотехник', en: 'lighting engineer' },
  },
  {
    key: 'lawyer',
    name: 'Белова Татьяна Ильинична',
    email: 'lawyer@demo.example',
    position: 'support_specialist',
    department: 'legal',
    role: { ru: 'юрист', en: 'lawyer' },
  },
  {
    key: 'clerk',
    name: 'Гущина Тамара Николаевна',
    email: 'office@demo.example',
    position: 'back_office_specialist',
    role: { ru: 'специалист бэк-офиса', en: 'back-office specialist' },
  },
];

export const DEMO_PASSWORD = 'peredaj-estafetu';
export const DEMO_ADMINISTRATOR = { name: 'Администратор', email: 'admin@demo.example' } as const;
