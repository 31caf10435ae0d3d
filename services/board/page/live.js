// The live stream: a store of tallies, incidents and recent events, and word of each change.

const COME_BACK_MS = 2000;
const MAX_EVENTS = 12;

export class Live extends EventTarget {
  /** Fires `change` after each message and `state` ("live" or "waiting") as the connection comes and goes. */
  constructor(address) {
    super();
    this.address = address;
    this.tallies = new Map();
    this.incidents = new Map();
    this.events = new Map();
    this.changed = new Set();
    this.open();
  }

  open() {
    const source = new EventSource(this.address);
    source.addEventListener("open", () => this.tell("live"));
    source.addEventListener("error", () => {
      this.tell("waiting");
      // A refused stream (the board is still reading) is closed for good by the browser; a cut one comes back by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), COME_BACK_MS);
    });
    source.addEventListener("snapshot", (message) => {
      const { tallies, incidents } = JSON.parse(message.data);
      this.tallies = new Map(tallies.map((row) => [row.key, row]));
      this.incidents = new Map(incidents.map((incident) => [incident.incident, incident]));
      this.tellChange();
    });
    source.addEventListener("tally", (message) => {
      const row = JSON.parse(message.data);
      this.tallies.set(row.key, row);
      this.changed.add(row.key);
      this.tellChange();
    });
    source.addEventListener("tally_gone", (message) => {
      this.tallies.delete(JSON.parse(message.data).key);
      this.tellChange();
    });
    source.addEventListener("incident", (message) => {
      const incident = JSON.parse(message.data);
      this.incidents.set(incident.incident, incident);
      this.tellChange();
    });
    source.addEventListener("incident_gone", (message) => {
      this.incidents.delete(JSON.parse(message.data).key);
      this.tellChange();
    });
    source.addEventListener("event", (message) => {
      const event = JSON.parse(message.data);
      this.addEvents([event]);
    });
    source.addEventListener("event_gone", (message) => {
      this.events.delete(JSON.parse(message.data).key);
      this.tellChange();
    });
  }

  addEvents(events) {
    for (const event of events) this.events.set(event.event_id, event);
    const newest = this.latest();
    this.events = new Map(newest.map((event) => [event.event_id, event]));
    this.tellChange();
  }

  /** Newest story first. */
  latest() {
    const at = (event) => event.story.received_at ?? event.story.published_at;
    return [...this.events.values()].sort((one, other) => (at(one) < at(other) ? 1 : -1)).slice(0, MAX_EVENTS);
  }

  /** Keys that changed since the last call. */
  takeChanged() {
    const changed = this.changed;
    this.changed = new Set();
    return changed;
  }

  tell(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  tellChange() {
    this.dispatchEvent(new Event("change"));
  }
}
