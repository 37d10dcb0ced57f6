extension RandomAccessCollection where Index == Int {
  /// The first index whose element satisfies a condition that, once true along the collection, stays true; the end when none does.
  ///
  /// It halves the collection again and again; the end is tried first, where most of what comes belongs.
  func firstIndex(onceTrue condition: (Element) -> Bool) -> Int {
    guard let last, condition(last) else { return endIndex }
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Array {
  /// The elements from an index on, with room for a quarter more: an array that grows by itself doubles.
  func holding(from index: Int) -> [Element] {
    var held: [Element] = []
    held.reserveCapacity((count - index) * 5 / 4 + 16)
    held += self[index...]
    return held
  }
}
