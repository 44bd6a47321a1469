// Reads a calendar with ical.js and prints its events as JSON: node read_ical.js LIBRARY FILE
const [library, file] = process.argv.slice(2);
import(library).then(({ default: ICAL }) => {
  const text = require("fs").readFileSync(file, "utf8");
  const root = new ICAL.Component(ICAL.parse(text));
  root.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  const events = root.getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return [
      event.uid,
      one.getFirstPropertyValue("status"),
      event.sequence,
      event.startDate.toUnixTime(),
      event.endDate.toUnixTime(),
      event.summary,
    ];
  });
  console.log(JSON.stringify(events));
});
