using CsmPartners.Search;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Admin.Status;

/// <summary>What this process knows by itself, whether the database answers or not.</summary>
public sealed class ProgramState(PublishedSiteKeeper keeper, PageCache cache, SearchIndex index, StaffMail mail, IConfiguration configuration, IWebHostEnvironment environment)
{
    private const int DaysOfBackup = 7;

    public PublishedSiteKeeper Keeper => keeper;

    public PageCache Cache => cache;

    public SearchIndex Index => index;

    public StaffMail Mail => mail;

    /// <summary>Where mail is handed over; empty where it is written as files.</summary>
    public string MailHost => configuration["Mail:Host"] ?? "";

    /// <summary>Bytes free and altogether on the disk with the data folder; null where that cannot be told.</summary>
    public (long Free, long Total)? Disk
    {
        get
        {
            try
            {
                var drive = new DriveInfo(DataFolder.PathOf(configuration, environment, ""));
                return (drive.AvailableFreeSpace, drive.TotalSize);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>So old may the newest backup be; zero where backups are nobody's business here.</summary>
    public int BackupDays => configuration.GetValue("Status:BackupDays", DaysOfBackup);
}
