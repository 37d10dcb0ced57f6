import DispatchDesk
import EscortDomain
import RouteRules
import Testing

@Suite("Asking units for their recordings")
struct ProofTests {
  @Test("on arrival every camera of the duty so far is asked for, once; by hand as often as wanted")
  func arrival() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      #expect(await service.desk.requestProof(of: DeskFixture.transport, at: service.wallTime(1)) == false)
      try await service.tell(DeskFixture.departed, at: 10)
      try await service.desk.catchUp()
      #expect(await service.desk.takeProofRequests(at: service.wallTime(20)).isEmpty)
      try await service.tell(.declaration(Declaration(kind: .arrived, transport: DeskFixture.transport)), at: 3000)
      try await service.desk.catchUp()
      let asked = await service.desk.takeProofRequests(at: service.wallTime(3001))
      #expect(asked.map(\.reason) == [.arrived])
      #expect(asked.first?.vehicle == DeskFixture.vehicle)
      #expect(asked.first?.cameras == [1])
      #expect(asked.first?.interval.from == DeskFixture.start + .seconds(10))
      #expect(asked.first?.interval.to == DeskFixture.start + .seconds(3001))
      try await service.tell(DeskFixture.position(3010), at: 3010)
      try await service.desk.catchUp()
      #expect(await service.desk.takeProofRequests(at: service.wallTime(3011)).isEmpty)
      #expect(await service.desk.requestProof(of: DeskFixture.transport, at: service.wallTime(3020)))
      #expect(await service.desk.takeProofRequests(at: service.wallTime(3020)).map(\.reason) == [.asked])
    }
  }

  @Test("a terminal that connects during duty is asked; before duty and long after it is not")
  func reconnection() async throws {
    try await withDesk { service in
      try await service.tell(DeskFixture.plan(clock: service.clock), at: 0)
      try await service.connect(at: 5)
      #expect(await service.desk.takeProofRequests(at: service.wallTime(6)).isEmpty)
      try await service.tell(DeskFixture.departed, at: 10)
      try await service.connect(at: 400)
      let asked = await service.desk.takeProofRequests(at: service.wallTime(400))
      #expect(asked.map(\.reason) == [.reconnected])
      #expect(asked.first?.interval.to == DeskFixture.start + .seconds(400))
      try await service.tell(.declaration(Declaration(kind: .handedOver, transport: DeskFixture.transport)), at: 5000)
      try await service.desk.catchUp()
      _ = await service.desk.takeProofRequests(at: service.wallTime(5001))
      try await service.connect(at: 6000)
      let late = await service.desk.takeProofRequests(at: service.wallTime(6000))
      #expect(late.first?.interval.to == DeskFixture.start + .seconds(5000))
      try await service.connect(at: 5000 + 86_400)
      #expect(await service.desk.takeProofRequests(at: service.wallTime(5000 + 86_400)).isEmpty)
    }
  }
}
