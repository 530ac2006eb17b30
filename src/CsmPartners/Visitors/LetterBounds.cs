namespace CsmPartners.Visitors;

/// <summary>How many letters are taken.</summary>
/// <param name="PerHour">From everybody together; what comes beyond that is held.</param>
/// <param name="Held">Held at one time.</param>
public readonly record struct LetterBounds(int PerHour, int Held);
