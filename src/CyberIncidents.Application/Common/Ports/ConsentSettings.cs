namespace CyberIncidents.Application.Common.Ports;

/// <summary>How long an originator has to answer.</summary>
/// <param name="WorkingDays">Working days in the originator's calendar (<c>Consents:WorkingDays</c>, 5).</param>
public sealed record ConsentSettings(int WorkingDays);
