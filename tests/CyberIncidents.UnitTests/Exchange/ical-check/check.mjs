// Reads a calendar file from standard input with a parser that is not ours and tells what it understood, as JSON.
// Zones come from the file alone: a wrong VTIMEZONE shows as a wrong instant.
import { text } from 'node:stream/consumers';
import ICAL from 'ical.js';

const occurrences = 40;

const calendar = new ICAL.Component(ICAL.parse(await text(process.stdin)));
const zones = new Map(calendar.getAllSubcomponents('vtimezone').map((zone) => [zone.getFirstPropertyValue('tzid'), new ICAL.Timezone(zone)]));

function instant(time, property) {
  const name = property.getParameter('tzid');
  if (name && !zones.has(name)) throw new Error(`no VTIMEZONE for ${name}`);
  const placed = time.clone();
  if (name) placed.zone = zones.get(name);
  return placed.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function times(event, start) {
  const rule = event.getFirstPropertyValue('rrule');
  if (!rule) return [];
  const local = start.getFirstValue().clone();
  const name = start.getParameter('tzid');
  if (name) local.zone = zones.get(name);
  const all = rule.iterator(local);
  const found = [];
  for (let next = all.next(); next && found.length < occurrences; next = all.next()) found.push(instant(next, start));
  return found;
}

const value = (component, name) => component.getFirstPropertyValue(name)?.toString() ?? null;

const events = calendar.getAllSubcomponents('vevent').map((event) => {
  const start = event.getFirstProperty('dtstart');
  return {
    uid: value(event, 'uid'),
    sequence: event.getFirstPropertyValue('sequence'),
    stamp: value(event, 'dtstamp'),
    modified: value(event, 'last-modified'),
    at: instant(start.getFirstValue(), start),
    zone: start.getParameter('tzid') ?? null,
    title: value(event, 'summary'),
    description: value(event, 'description'),
    link: value(event, 'url'),
    confidentiality: value(event, 'class'),
    status: value(event, 'status'),
    rule: value(event, 'rrule'),
    occurrences: times(event, start),
    reminders: event.getAllSubcomponents('valarm').map((alarm) => alarm.getFirstPropertyValue('trigger').toSeconds()),
  };
});

console.log(JSON.stringify({
  version: value(calendar, 'version'),
  method: value(calendar, 'method'),
  name: value(calendar, 'x-wr-calname'),
  zones: [...zones.keys()],
  events,
}));
