import EscortDomain
import Registers
import Testing

@Suite("Registers")
struct RegisterTests {
  private func plan(_ id: String, at second: Int64, vehicle: String, terminal: String) -> Event {
    let place = Transport.Place(
      organisation: OrganisationID("a"), area: Area(.circle(centre: Coordinate(latitude: 28, longitude: 113), radiusMetres: nil)))
    let instant = Instant(microsecondsSince1970: second * 1_000_000)
    let transport = Transport(
      id: TransportID(id), leg: .branchSite, origin: place, destination: place, plannedDeparture: instant,
      plannedArrival: instant, vehicles: [Transport.Vehicle(id: VehicleID(vehicle), terminal: terminal)])
    return Event(at: instant, received: instant, fact: .transport(transport))
  }

  @Test("a terminal is where the latest plan puts it, whatever the order in which plans are told")
  func latestPlan() {
    let plans = [
      plan("T1", at: 10, vehicle: "湘A1", terminal: "013800000001"), plan("T2", at: 20, vehicle: "湘A2", terminal: "13800000001"),
    ]
    for order in [plans, plans.reversed()] {
      var register = FleetRegister()
      for plan in order { register.take(plan) }
      #expect(register.terminal("13800000001")?.vehicle.id == VehicleID("湘A2"))
      #expect(register.terminal("13800000002") == nil)
    }
  }

  @Test("a code matches its own hash and no other, and is never the hash")
  func codes() {
    var generator = SystemRandomNumberGenerator()
    let code = SecretCode(using: &generator)
    #expect(SecretCode(text: code.text).matches(hash: code.hash))
    #expect(!SecretCode(text: code.text + "0").matches(hash: code.hash))
    #expect(!SecretCode(text: code.hash).matches(hash: code.hash))
    #expect(SecretCode(using: &generator).text != code.text)
  }

  @Test("a holder comes back from its journaled form")
  func holders() {
    for holder in [TokenRegister.Holder.dispatcher(name: "一组"), .unit(VehicleID("湘A1:x")), .crew(PersonID("E1"))] {
      #expect(TokenRegister.Holder(text: holder.text) == holder)
    }
    #expect(TokenRegister.Holder(text: "king:x") == nil)
    #expect(TokenRegister.Holder(text: "dispatcher") == nil)
  }
}
