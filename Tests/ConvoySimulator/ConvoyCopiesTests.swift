import EscortDomain
import JT808
import Testing
import TrackFiles

@testable import ConvoySimulator

@Suite("Copies of a convoy")
struct ConvoyCopiesTests {
  private static func scenario() throws -> Scenario { try ScenarioReader.scenario(from: ScenarioText.firstLight) }

  @Test("no two share a transport, a vehicle, a person or a terminal, nor any with the convoy itself")
  func distinct() throws {
    let copies = try ConvoyCopies(of: [try Self.scenario()], count: 70, seed: nil)
    #expect(copies.convoys.count == 70 && copies.terminalCount == 140)
    var seen: Set<String> = []
    for convoy in copies.convoys + [PlayedConvoy(ConvoyScript(try Self.scenario(), seed: 1))] {
      for unit in convoy.units {
        #expect(seen.insert(unit.terminal).inserted)
        #expect(TerminalNumber(unit.terminal, version: unit.edition == 2019 ? .v2019 : .v2013) != nil)
      }
      for event in convoy.plan {
        switch event.fact {
        case .person(let person): #expect(seen.insert(person.id.text).inserted)
        case .transport(let plan):
          #expect(seen.insert(plan.id.text).inserted)
          #expect(Set(plan.vehicles.compactMap(\.terminal)) == Set(convoy.units.map(\.terminal)))
          for vehicle in plan.vehicles { #expect(seen.insert(vehicle.id.text).inserted) }
        default: Issue.record("\(event)")
        }
      }
    }
  }

  @Test("a copy says and expects under its own names what the convoy does")
  func marked() throws {
    let copies = try ConvoyCopies(of: [try Self.scenario()], count: 2, seed: 9)
    let convoy = try #require(copies.convoys.last)
    let original = ConvoyScript(try Self.scenario(), seed: 10).feed
    #expect(convoy.feed.count == original.count)
    for (copy, event) in zip(convoy.feed, original) {
      #expect(copy.at == event.at && copy.received == event.received)
      if let vehicle = event.fact.vehicle { #expect(copy.fact.vehicle?.text == vehicle.text + "-0002") }
      if case .act(let act) = event.fact, case .act(let own) = copy.fact { #expect(own.person.text == act.person.text + "-0002") }
      if case .declaration(let own) = copy.fact { #expect(own.transport == convoy.transports.first) }
      if case .transport(let plan) = copy.fact {
        #expect(plan.vehicles.flatMap(\.crew).allSatisfy { $0.person.text.hasSuffix("-0002") })
        #expect(plan.origin.organisation.text.hasSuffix("-0002"))
      }
    }
    let expected = try #require(convoy.expectation)
    #expect(expected.verdicts.allSatisfy { $0.subject["transport"] == convoy.transports.first?.text })
    #expect(expected.transitions?.allSatisfy { $0.subject["vehicle"]?.hasSuffix("-0002") == true } == true)
  }

  @Test("what thousands say is held once for each of a few seeds; too many are refused")
  func bounds() throws {
    let scenario = try Self.scenario()
    let copies = try ConvoyCopies(of: [scenario], count: 3000, seed: nil)
    #expect(copies.originals.count == ConvoyCopies.mostSeeds)
    #expect(copies.marks.map(\.count).reduce(0, +) == 3000)
    #expect(throws: ScenarioError.self) { try ConvoyCopies(of: [scenario], count: 0, seed: nil) }
    #expect(throws: ScenarioError.self) { try ConvoyCopies(of: [scenario], count: ConvoyCopies.most + 1, seed: nil) }
    #expect(throws: ScenarioError.self) { try ConvoyCopies(of: [], count: 1, seed: nil) }
  }
}
