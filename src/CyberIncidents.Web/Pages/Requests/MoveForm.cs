namespace CyberIncidents.Web.Pages.Requests;

/// <summary>One button of the page, or the form behind it.</summary>
/// <param name="Move">The move.</param>
/// <param name="Reference">The request.</param>
/// <param name="Version">The version that is shown.</param>
/// <param name="Partner">Who reads what is said.</param>
/// <param name="Primary">Whether it is the one solid button.</param>
/// <param name="Refused">The page, when this move was refused.</param>
internal sealed record MoveForm(OfferedMove Move, string Reference, long Version, string Partner, bool Primary, DetailsModel? Refused);
