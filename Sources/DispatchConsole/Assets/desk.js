/** The dispatch desk: brings what the stream says into the state, and the state onto the page. */
import { AlertList } from "./alert-list.js";
import { Announcer } from "./announcer.js";
import { Clocks } from "./clocks.js";
import { acknowledge, AnswerError, currentSession, fetchDesk, whenSignedOut } from "./console-api.js";
import { DeskHeader } from "./desk-header.js";
import { emptyState, withAlert, withDesk, withReport, withTick, withTransport } from "./desk-state.js";
import { DutyMenu } from "./duty-menu.js";
import { loadMessages, text } from "./messages.js";
import { ProofLanes } from "./proof-lanes.js";
import { RouteMap } from "./route-map.js";
import { fitted, keepInAddress, selectionFromAddress } from "./selection.js";
import { showSkipLinks } from "./skip-links.js";
import { DeskStream } from "./stream.js";
import { StreamBanner } from "./stream-banner.js";
import { TransportList } from "./transport-list.js";
import { readAlert, readDesk, readReport, readTick, readTransport } from "./wire-shapes.js";

/** Messages that come close together are drawn together. */
const DRAW_WITHIN = 60;
const TICK_EVERY = 250;
const ASK_AGAIN_AFTER = 3_000;

class Desk {
  state = emptyState();
  clocks = new Clocks();
  selection = selectionFromAddress();
  openAlerts = new Map();
  isBehind = false;
  #chosen = this.selection;
  #session = {};
  #drawing = null;
  #isLoading = false;
  #isSignedOut = false;

  async open() {
    whenSignedOut(() => this.#leave());
    const byId = (id) => document.getElementById(id);
    showSkipLinks(byId("skip-links"));
    this.menu = new DutyMenu();
    this.header = new DeskHeader(byId("desk-header"), this, this.menu);
    this.banner = new StreamBanner(byId("stream-banner"), this);
    this.announcer = new Announcer(byId("announce-politely"), byId("announce-at-once"));
    this.list = new TransportList(byId("transports"), this);
    this.map = new RouteMap(byId("map-panel"), this);
    this.lanes = new ProofLanes(byId("lanes"), this);
    this.alerts = new AlertList(byId("alerts"), this);
    this.stream = new DeskStream({
      message: (kind, content) => this.#take(kind, content),
      reset: () => this.#load(),
      state: (state) => this.#streamIs(state),
      signedOut: () => this.#leave(),
    });
    this.menu.show(this.#session, null);
    setInterval(() => this.#tick(), TICK_EVERY);
    addEventListener("hashchange", () => this.#goTo(selectionFromAddress()));
    await this.#load();
  }

  /** Fetches the whole desk and follows the stream from there; asks again until the service answers. */
  async #load() {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      this.#session = await currentSession();
      this.#takeDesk(readDesk(await fetchDesk()));
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      if (error.status === 401 || this.#isSignedOut) return;
      this.#streamIs("behind");
      setTimeout(() => this.#load(), ASK_AGAIN_AFTER);
    } finally {
      this.#isLoading = false;
    }
  }

  #takeDesk(desk) {
    this.state = withDesk(desk);
    this.clocks.hearService(desk.now);
    for (const { id, told, speed } of this.state.transports.values()) this.clocks.hearTransport(id, told, speed);
    this.lanes.wish();
    this.#draw();
    this.stream.start(desk.sequence);
  }

  #take(kind, content) {
    const take = {
      transport: () => this.#takeTransport(readTransport(content)),
      position: () => this.#takeReport(readReport(content)),
      alert: () => this.#takeAlert(readAlert(content), content?.transition),
      tick: () => this.#takeTick(readTick(content)),
    };
    take[kind]();
    this.#drawSoon();
  }

  #takeTransport(transport) {
    if (transport === null) return;
    this.state = withTransport(this.state, transport);
    this.clocks.hearTransport(transport.id, transport.told, transport.speed);
    this.#wishLanesOf(transport.id);
  }

  #takeReport(report) {
    if (report === null) return;
    this.state = withReport(this.state, report);
    this.#wishLanesOf(report.transport);
  }

  #takeAlert(alert, transition) {
    if (alert === null) return;
    this.state = withAlert(this.state, alert);
    this.announcer.alert(alert, transition, this.state.transports.get(alert.transport), this.clocks.transport(alert.transport));
    this.#wishLanesOf(alert.transport);
  }

  #takeTick(tick) {
    this.state = withTick(this.state, tick);
    this.clocks.hearService(tick.now);
    this.banner.hear(tick.now);
    for (const [id, at] of tick.transports) this.clocks.hearTransport(id, at, this.state.transports.get(id)?.speed);
  }

  #wishLanesOf(transport) {
    if (transport === this.selection.transport) this.lanes.wish();
  }

  #streamIs(state) {
    const wasBehind = this.isBehind;
    this.isBehind = state === "behind";
    document.body.dataset.stream = state;
    this.banner.show(this.isBehind);
    if (wasBehind && state === "live") this.announcer.say(text("stream.restored"));
    this.header.tick();
  }

  /** Selects a transport, and one of its vehicles or the most urgent of them. */
  select(transport, vehicle = null) {
    this.#goTo({ transport, vehicle });
    keepInAddress(this.selection);
  }

  #goTo(selection) {
    this.#chosen = selection;
    this.lanes.wish();
    this.#draw();
  }

  showAlert(alert) {
    this.select(alert.transport, alert.vehicle);
    this.map.showVehicle(this.selection.vehicle);
    this.list.reveal(alert.transport);
  }

  /** Acknowledges, and shows what the service answered; the stream will say the same to every other desk. */
  async acknowledge(id) {
    const alert = readAlert(await acknowledge(id));
    if (alert === null) return;
    this.state = withAlert(this.state, alert);
    this.#drawSoon();
  }

  #drawSoon() {
    this.#drawing ??= setTimeout(() => this.#draw(), DRAW_WITHIN);
  }

  #draw() {
    clearTimeout(this.#drawing);
    this.#drawing = null;
    this.#fitSelection();
    this.openAlerts = openByTransport(this.state.alerts);
    this.menu.show(this.#session, this.state.duty);
    for (const part of [this.header, this.list, this.alerts, this.map, this.lanes]) part.render();
  }

  /** The reader's choice is kept as long as it exists; without one the most urgent transport is chosen once, and stays. */
  #fitSelection() {
    const before = this.selection;
    this.selection = fitted(this.#chosen, this.state);
    this.#chosen = this.selection.transport === null ? this.#chosen : this.selection;
    if (before.transport !== this.selection.transport) this.lanes.wish();
  }

  #tick() {
    for (const part of [this.header, this.banner, this.list, this.alerts, this.map, this.lanes]) part.tick();
  }

  #leave() {
    if (this.#isSignedOut) return;
    this.#isSignedOut = true;
    this.stream.stop();
    document.body.dataset.stream = "closed";
    location.assign("/sign-in");
  }
}

function openByTransport(alerts) {
  const open = new Map();
  for (const alert of alerts.values()) {
    if (alert.state !== "open") continue;
    if (!open.has(alert.transport)) open.set(alert.transport, []);
    open.get(alert.transport).push(alert);
  }
  return open;
}

await loadMessages();
await new Desk().open();
